package dev.naru.admission;

import dev.naru.admission.history.HistoryConfiguration;
import dev.naru.admission.loop.LoopConfiguration;
import dev.naru.admission.snapshot.SnapshotConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All of the admission worker: the loop, the history and the snapshots. */
@Configuration(proxyBeanMethods = false)
@Import({LoopConfiguration.class, HistoryConfiguration.class, SnapshotConfiguration.class})
public class AdmissionConfiguration {}
