package dev.naru.ingress.http;

import dev.naru.ingress.Instance;
import dev.naru.ingress.audit.Audit;
import dev.naru.ingress.deadletter.DeadLetters;
import dev.naru.ingress.erasure.Erasures;
import dev.naru.ingress.figures.HistoryOffsets;
import dev.naru.ingress.figures.PoolOutcomes;
import dev.naru.ingress.figures.RoomSeries;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.history.Chronicle;
import dev.naru.ingress.history.History;
import dev.naru.ingress.identity.AdmissionTokens;
import dev.naru.ingress.identity.AnonymousVisitors;
import dev.naru.ingress.identity.Issuers;
import dev.naru.ingress.identity.SessionTokens;
import dev.naru.ingress.key.ApiKeys;
import dev.naru.ingress.key.KeyRing;
import dev.naru.ingress.key.RateLimits;
import dev.naru.ingress.limit.Limits;
import dev.naru.ingress.page.Languages;
import dev.naru.ingress.presence.PresenceBook;
import dev.naru.ingress.replay.ReplayRuns;
import dev.naru.ingress.story.Drawings;
import dev.naru.ingress.story.Fairness;
import dev.naru.ingress.story.Stories;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.LogEnds;
import dev.naru.ingress.submit.SlotTopics;
import dev.naru.ingress.transfer.TransferCodes;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.RoomFigures;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.visitors.Visitors;
import dev.naru.model.RetentionSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Wires the controllers, by our own ports. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {

  @Bean
  SessionReads ingressSessionReads(
      SessionTokens ingressSessionTokens,
      Partitions ingressPartitions,
      History ingressHistory,
      PresenceBook ingressPresenceBook) {
    return new SessionReads(
        ingressSessionTokens,
        ingressPartitions,
        ingressHistory,
        ingressPresenceBook,
        Clock.systemUTC());
  }

  @Bean
  QueryReads ingressQueryReads(Partitions ingressPartitions, History ingressHistory) {
    return new QueryReads(ingressPartitions, ingressHistory);
  }

  @Bean
  LongPolls ingressLongPolls(Signals ingressSignals, Partitions ingressPartitions) {
    int most = RequestThreads.affordable() * 3 / 4; // the rest is for those who do not wait
    return new LongPolls(ingressSignals, ingressPartitions, most);
  }

  @Bean
  Joins ingressJoins(
      Rooms ingressRooms,
      RoomFigures ingressRoomFigures,
      CommandSubmission ingressCommandSubmission,
      SessionTokens ingressSessionTokens,
      SessionReads ingressSessionReads) {
    return new Joins(
        ingressRooms,
        ingressRoomFigures,
        ingressCommandSubmission,
        ingressSessionTokens,
        ingressSessionReads,
        Clock.systemUTC());
  }

  @Bean
  Submissions ingressSubmissions(
      Rooms ingressRooms,
      CommandSubmission ingressCommandSubmission,
      Partitions ingressPartitions,
      QueryReads ingressQueryReads,
      LongPolls ingressLongPolls) {
    return new Submissions(
        ingressRooms,
        ingressCommandSubmission,
        ingressPartitions,
        ingressQueryReads,
        ingressLongPolls);
  }

  @Bean
  Identities ingressIdentities(
      KeyRing ingressKeyRing,
      RateLimits ingressRateLimits,
      Issuers ingressIssuers,
      AnonymousVisitors ingressAnonymousVisitors) {
    return new Identities(
        ingressKeyRing, ingressRateLimits, ingressIssuers, ingressAnonymousVisitors);
  }

  @Bean
  SessionController ingressSessionController(
      Joins ingressJoins,
      Identities ingressIdentities,
      MeterRegistry registry,
      SessionReads ingressSessionReads,
      AdmissionTokens ingressAdmissionTokens,
      LongPolls ingressLongPolls,
      CommandSubmission ingressCommandSubmission,
      Partitions ingressPartitions,
      TokenCookies ingressTokenCookies,
      Limits ingressLimits) {
    return new SessionController(
        ingressJoins,
        ingressIdentities,
        new JoinMetrics(registry),
        ingressSessionReads,
        new SessionBodies(ingressAdmissionTokens, Clock.systemUTC()),
        ingressLongPolls,
        ingressCommandSubmission,
        ingressPartitions,
        ingressTokenCookies,
        ingressLimits);
  }

  @Bean
  TokenCookies ingressTokenCookies(SessionTokens ingressSessionTokens) {
    return new TokenCookies(ingressSessionTokens);
  }

  @Bean
  TokenCookieController ingressTokenCookieController(
      SessionReads ingressSessionReads, TokenCookies ingressTokenCookies) {
    return new TokenCookieController(ingressSessionReads, ingressTokenCookies);
  }

  @Bean
  VerifyController ingressVerifyController(
      Rooms ingressRooms,
      SessionTokens ingressSessionTokens,
      TokenCookies ingressTokenCookies,
      SessionReads ingressSessionReads) {
    return new VerifyController(
        ingressRooms, ingressSessionTokens, ingressTokenCookies, ingressSessionReads);
  }

  @Bean
  TransferController ingressTransferController(
      Identities ingressIdentities,
      TransferCodes ingressTransferCodes,
      SessionReads ingressSessionReads,
      SessionTokens ingressSessionTokens,
      AdmissionTokens ingressAdmissionTokens,
      CommandSubmission ingressCommandSubmission,
      Partitions ingressPartitions) {
    return new TransferController(
        new Transfers(
            ingressTransferCodes,
            ingressSessionReads,
            ingressSessionTokens,
            ingressCommandSubmission,
            ingressPartitions),
        ingressSessionReads,
        new SessionBodies(ingressAdmissionTokens, Clock.systemUTC()),
        ingressIdentities);
  }

  @Bean
  QueryController ingressQueryController(
      SessionReads ingressSessionReads,
      QueryReads ingressQueryReads,
      Submissions ingressSubmissions,
      LongPolls ingressLongPolls,
      CommandSubmission ingressCommandSubmission,
      Partitions ingressPartitions) {
    return new QueryController(
        ingressSessionReads,
        ingressQueryReads,
        ingressSubmissions,
        ingressLongPolls,
        ingressCommandSubmission,
        ingressPartitions);
  }

  @Bean
  RoomController ingressRoomController(RoomFigures ingressRoomFigures, Rooms ingressRooms) {
    return new RoomController(ingressRoomFigures, ingressRooms, Clock.systemUTC());
  }

  @Bean
  RoomPageController ingressRoomPageController(Rooms ingressRooms, Languages ingressLanguages) {
    return new RoomPageController(ingressRooms, ingressLanguages);
  }

  @Bean
  PlainPageController ingressPlainPageController(
      RoomFigures ingressRoomFigures,
      Joins ingressJoins,
      Identities ingressIdentities,
      SessionReads ingressSessionReads,
      AdmissionTokens ingressAdmissionTokens,
      CommandSubmission ingressCommandSubmission,
      Partitions ingressPartitions,
      SessionTokens ingressSessionTokens,
      TokenCookies ingressTokenCookies,
      Languages ingressLanguages) {
    PlainVisits visits =
        new PlainVisits(
            ingressRoomFigures,
            ingressJoins,
            ingressIdentities,
            ingressSessionReads,
            new SessionBodies(ingressAdmissionTokens, Clock.systemUTC()),
            ingressCommandSubmission,
            ingressPartitions);
    return new PlainPageController(
        visits, ingressSessionTokens, ingressTokenCookies, ingressLanguages);
  }

  @Bean
  StoryController ingressStoryController(
      SessionReads ingressSessionReads, OperatorReads operatorReads, Stories ingressStories) {
    return new StoryController(ingressSessionReads, operatorReads, ingressStories);
  }

  @Bean
  FairnessController ingressFairnessController(Rooms ingressRooms, Fairness ingressFairness) {
    return new FairnessController(ingressRooms, ingressFairness);
  }

  @Bean
  WellKnownController ingressWellKnownController(AdmissionTokens ingressAdmissionTokens) {
    return new WellKnownController(ingressAdmissionTokens);
  }

  @Bean
  Operations ingressOperations(Audit ingressAudit) {
    return new Operations(ingressAudit, Clock.systemUTC());
  }

  @Bean
  OperatorController ingressOperatorController() {
    return new OperatorController();
  }

  @Bean
  AuditController ingressAuditController(Audit ingressAudit) {
    return new AuditController(ingressAudit);
  }

  @Bean
  DeadLetterController ingressDeadLetterController(
      DeadLetters ingressDeadLetters, Operations ingressOperations) {
    return new DeadLetterController(ingressDeadLetters, ingressOperations);
  }

  @Bean
  OperatorReads ingressOperatorReads(Partitions ingressPartitions, Rooms ingressRooms) {
    return new OperatorReads(ingressPartitions, ingressRooms);
  }

  @Bean
  LiveController ingressLiveController(OperatorReads reads, Partitions ingressPartitions) {
    return new LiveController(new LiveReads(reads, ingressPartitions, Clock.systemUTC()), reads);
  }

  @Bean
  FiguresController ingressFiguresController(OperatorReads reads, RoomSeries ingressRoomSeries) {
    return new FiguresController(reads, ingressRoomSeries);
  }

  @Bean
  SystemController ingressSystemController(
      Instance ingressInstance,
      Partitions ingressPartitions,
      LogEnds ingressLogEnds,
      HistoryOffsets ingressHistoryOffsets,
      PoolOutcomes ingressPoolOutcomes) {
    return new SystemController(
        ingressInstance,
        ingressPartitions,
        ingressLogEnds,
        ingressHistoryOffsets,
        ingressPoolOutcomes);
  }

  @Bean
  OperatorCommands ingressOperatorCommands(
      CommandSubmission ingressCommandSubmission, Partitions ingressPartitions) {
    return new OperatorCommands(ingressCommandSubmission, ingressPartitions);
  }

  @Bean
  OperatedRoomController ingressOperatedRoomController(
      OperatorReads reads,
      OperatorCommands commands,
      Operations operations,
      Identities ingressIdentities) {
    return new OperatedRoomController(reads, commands, operations, ingressIdentities::canCheck);
  }

  @Bean
  LotteryController ingressLotteryController(OperatorReads reads, Drawings ingressDrawings) {
    return new LotteryController(reads, ingressDrawings);
  }

  @Bean
  MoveController ingressMoveController(
      OperatorReads reads, OperatorCommands commands, Operations operations) {
    return new MoveController(reads, commands, operations);
  }

  @Bean
  VisitorController ingressVisitorController(
      OperatorReads reads,
      OperatorCommands commands,
      Operations operations,
      Visitors ingressVisitors) {
    return new VisitorController(reads, commands, operations, ingressVisitors);
  }

  @Bean
  AnnouncementController ingressAnnouncementController(
      OperatorReads reads, OperatorCommands commands, Operations operations) {
    return new AnnouncementController(reads, commands, operations);
  }

  @Bean
  DrawReads ingressDrawReads(Rooms ingressRooms) {
    return new DrawReads(ingressRooms);
  }

  @Bean
  DrawController ingressDrawController(DrawReads ingressDrawReads) {
    return new DrawController(ingressDrawReads);
  }

  @Bean
  OperatedDrawController ingressOperatedDrawController(
      DrawReads ingressDrawReads, OperatorCommands commands, Operations operations) {
    return new OperatedDrawController(ingressDrawReads, commands, operations);
  }

  @Bean
  DrawChangeController ingressDrawChangeController(
      DrawReads ingressDrawReads, OperatorCommands commands, Operations operations) {
    return new DrawChangeController(ingressDrawReads, commands, operations);
  }

  @Bean
  OperatedPoolController ingressOperatedPoolController(
      OperatorReads reads,
      OperatorCommands commands,
      Operations operations,
      SlotTopics ingressSlotTopics) {
    return new OperatedPoolController(reads, commands, operations, ingressSlotTopics);
  }

  @Bean
  PoolHoldController ingressPoolHoldController(
      OperatorReads reads, OperatorCommands commands, Operations operations) {
    return new PoolHoldController(reads, commands, operations);
  }

  @Bean
  ChronicleController ingressChronicleController(Chronicle ingressChronicle) {
    return new ChronicleController(ingressChronicle);
  }

  @Bean
  ReplayController ingressReplayController(ReplayRuns ingressReplayRuns, Operations operations) {
    return new ReplayController(ingressReplayRuns, operations);
  }

  @Bean
  ErasureController ingressErasureController(
      Erasures ingressErasures,
      Partitions ingressPartitions,
      Operations operations,
      Environment environment) {
    RetentionSettings retention =
        Binder.get(environment)
            .bind("naru.retention", RetentionSettings.class)
            .orElseGet(RetentionSettings::defaults);
    return new ErasureController(
        ingressErasures, ingressPartitions, operations, retention, Clock.systemUTC());
  }

  @Bean
  KeyController ingressKeyController(
      ApiKeys ingressApiKeys, Rooms ingressRooms, Operations operations) {
    return new KeyController(ingressApiKeys, ingressRooms, operations, Clock.systemUTC());
  }

  @Bean
  ProblemResponses ingressProblemResponses() {
    return new ProblemResponses();
  }

  /** Behind all other mappings: what they do not know is not there. */
  @Bean
  SimpleUrlHandlerMapping ingressNothingElse() {
    HttpRequestHandler nothing =
        (request, response) -> Answers.problem(response, ProblemResponses.ofStatus(404));
    return new SimpleUrlHandlerMapping(Map.of("/**", nothing), Ordered.LOWEST_PRECEDENCE);
  }

  @Bean
  ErrorPage ingressErrorPage() {
    return new ErrorPage();
  }
}
