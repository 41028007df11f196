package dev.naru.query.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ChatCompletionTest {
  private final ChatCompletion completion = new ChatCompletion();

  @Test
  void toolCallsAreGatheredByTheirIndex() {
    // when
    choices(
        "{'index':0,'delta':{'role':'assistant','content':null,'tool_calls':[{'index':0,'id':'t-0','type':'function','function':{'name':'look','arguments':''}}]}}");
    choices(
        "{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{\\\"a\\\"'}}]}}");
    choices(
        "{'index':0,'delta':{'tool_calls':[{'index':1,'id':'t-1','type':'function','function':{'name':'go','arguments':'{}'}}]}}");
    choices(
        "{'index':0,'delta':{'tool_calls':[{'index':0,'id':'t-0','function':{'arguments':':1}'}}]}}");
    choices("{'index':0,'delta':{},'finish_reason':'tool_calls'}");

    // then
    assertThat(completion.toJson().path("choices").path(0))
        .isEqualTo(
            json(
                "{'index':0,'message':{'role':'assistant','content':null,'tool_calls':["
                    + "{'id':'t-0','type':'function','function':{'name':'look','arguments':'{\\\"a\\\":1}'}},"
                    + "{'id':'t-1','type':'function','function':{'name':'go','arguments':'{}'}}]},"
                    + "'logprobs':null,'finish_reason':'tool_calls'}"));
    assertThat(completion.isFinished()).isTrue();
  }

  @Test
  void severalChoicesGrowBesideEachOther() {
    // when
    choices("{'index':1,'delta':{'content':'b'}},{'index':0,'delta':{'content':'a'}}");
    choices("{'index':0,'delta':{'content':'A'},'finish_reason':'stop'}");
    choices("{'index':1,'delta':{'content':'B'}}");

    // then
    assertThat(completion.toJson().path("choices").path(0).path("message").path("content"))
        .isEqualTo(json("'aA'"));
    assertThat(completion.toJson().path("choices").path(1).path("message").path("content"))
        .isEqualTo(json("'bB'"));
    assertThat(completion.isFinished()).isFalse();
  }

  @Test
  void whatStandsBesideTheDeltasIsSaidOnceAndListsGrow() {
    // when
    add(
        "{'id':'c','provider':'p','obfuscation':'xyz','choices':[{'index':0,'delta':{'reasoning_content':'h'},'logprobs':{'content':[{'token':'a'}]}}]}");
    add(
        "{'id':'c','provider':'p','usage':null,'choices':[{'index':0,'delta':{'reasoning_content':'m'},'logprobs':{'content':[{'token':'b'}]}}]}");

    // then
    assertThat(completion.toJson())
        .isEqualTo(
            json(
                "{'id':'c','provider':'p','object':'chat.completion','choices':[{'index':0,"
                    + "'message':{'role':'assistant','content':null,'reasoning_content':'hm'},"
                    + "'logprobs':{'content':[{'token':'a'},{'token':'b'}]},'finish_reason':null}]}"));
  }

  @Test
  void whoSpeaksIsNotYetSomethingSaid() {
    // when then
    choices("{'index':0,'delta':{'role':'assistant','content':''}}");
    assertThat(completion.hasBegun()).isFalse();
    choices("{'index':0,'delta':{'content':'a'}}");
    assertThat(completion.hasBegun()).isTrue();
  }

  @Test
  void itsSizeGrowsWithWhatItHolds() {
    // given
    choices("{'index':0,'delta':{'content':'안녕'}}");
    long before = completion.size();

    // when
    choices("{'index':0,'delta':{'content':'안녕'}}");

    // then
    assertThat(completion.size() - before).isEqualTo(6);
    assertThat(before).isBetween(6L, 60L);
  }

  @Test
  void halfACharacterThatFindsItsOtherHalfIsWholeAndAnotherIsReplaced() {
    // when
    choices("{'index':0,'delta':{'content':'\\ud83d'}}");
    choices("{'index':0,'delta':{'content':'\\ude00\\ud83d'}}");

    // then
    assertThat(JsonText.valueOf(completion.toJson()).text())
        .contains("\"content\":\"😀\ufffd\"")
        .startsWith("{");
  }

  @Test
  void changesOfShapeDoNoHarm() {
    // when
    add("{'a':'x','b':[1],'c':{'d':1},'choices':'none'}");
    add("{'a':[{'index':0}],'b':{'e':1},'c':'y','choices':[7]}");

    // then
    assertThat(completion.toJson().path("object").asString("")).isEqualTo("chat.completion");
  }

  private void choices(String choices) {
    add("{'choices':[" + choices + "]}");
  }

  private void add(String chunk) {
    completion.add((ObjectNode) json(chunk));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }
}
