package dev.naru.admission;

import dev.naru.admission.history.HistoryConfiguration;
import dev.naru.admission.loop.LoopConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All of the admission worker: the loop and the history. */
@Configuration(proxyBeanMethods = false)
@Import({LoopConfiguration.class, HistoryConfiguration.class})
public class AdmissionConfiguration {}
