package dev.naru.ingress.http;

import dev.naru.ingress.http.ClientFrame.Ask;
import dev.naru.ingress.http.ClientFrame.Hello;
import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.push.SessionPlace;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import dev.naru.model.command.LeaveSession;
import java.util.UUID;

/**
 * The session that a socket is of, and what its client does there: the same as by HTTP, with the
 * same problems. One frame at a time.
 */
final class SocketStay {
  private final SocketTools tools;
  private final Refs refs = new Refs();
  private final Seen<SessionRecord> seen;
  private final SocketFeed feed;
  private volatile SessionToken token;

  private SocketStay(
      SocketTools tools, SessionToken token, Seen<SessionRecord> seen, SessionPlace place) {
    this.tools = tools;
    this.token = token;
    this.seen = seen;
    this.feed = new SocketFeed(tools.feeds(), tools.feeds().of(token.sessionId(), token, place));
  }

  /** Lets the client in; 401 without a good token, 400 with a wrong place. */
  static SocketStay begin(SocketTools tools, Hello hello) {
    SessionToken token = token(tools, hello);
    String after = hello.after();
    SessionPlace place =
        after == null
            ? SessionPlace.START
            : SessionPlace.parse(after).orElseThrow(Problems::wrongFrameId);
    return new SocketStay(tools, token, tools.sessions().read(token.sessionId(), token), place);
  }

  private static SessionToken token(SocketTools tools, Hello hello) {
    return tools
        .tokens()
        .verify(hello.token())
        .orElseThrow(
            () ->
                Problems.unauthorized(
                    "The token is not good, or no longer; join again for a new one"));
  }

  /** Goes on with another token of the same session; 403 if it is of another one. */
  void renew(Hello hello) {
    if (hello.after() != null) {
      throw Problems.malformed("Expected 'after' in the first hello only");
    }
    SessionToken next = token(tools, hello);
    if (!tools.sessions().read(next.sessionId(), next).id().equals(sessionId())) {
      throw Problems.foreign("socket");
    }
    token = next;
    feed.renew(next);
  }

  /** Submits a query, which is told of from then on. */
  void ask(Ask ask) {
    SessionRecord session = session();
    int most = tools.submissions().mostPayload(session.room());
    if (ask.content().payload().size() > most) {
      throw Problems.payloadTooLarge(most);
    }
    UUID id = Ids.next();
    refs.put(id, ask.ref());
    try {
      QueryRecord query =
          tools.submissions().submit(id, session, token, ask.content(), ask.ref(), Prefer.NOTHING);
      tell(id, query.id(), ask);
    } catch (ProblemException e) {
      refs.forget(id);
      throw e;
    }
  }

  /** What was asked before is told of once more, for whoever asks again. */
  private void tell(UUID id, UUID real, Ask ask) {
    if (id.equals(real)) {
      feed.expect(id);
    } else {
      refs.forget(id);
      refs.put(real, ask.ref());
      feed.follow(real);
    }
  }

  /** Ends the session; that is told, and then the socket ends too. */
  void leave() {
    SessionRecord session = session();
    if (session.state() == SessionState.ENDED) {
      return;
    }
    try {
      var unused =
          tools.submission().submit(token.partition(), new LeaveSession(session.id())).offset();
    } catch (NotConfirmedException e) {
      throw Problems.notConfirmed();
    }
  }

  private SessionRecord session() {
    return tools.sessions().read(token.sessionId(), token).thing();
  }

  /** The live session, as it was when the socket began. */
  UUID sessionId() {
    return seen.id();
  }

  /** The most characters of a frame from now on. */
  int mostCharacters() {
    return tools.submissions().mostPayload(seen.thing().room()) + QueryContent.ENVELOPE_BYTES;
  }

  PushSubject subject() {
    return new PushSubject(token.partition(), token.sessionId(), sessionId());
  }

  SocketFeed feed() {
    return feed;
  }

  Refs refs() {
    return refs;
  }
}
