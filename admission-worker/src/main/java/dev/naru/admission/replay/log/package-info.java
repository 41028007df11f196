/** A recorded log, wherever it is kept: in Kafka, in replay topics or in an exported file. */
@NullMarked
package dev.naru.admission.replay.log;

import org.jspecify.annotations.NullMarked;
