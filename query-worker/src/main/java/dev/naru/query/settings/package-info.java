/** The worker's settings, and what its Kafka clients have in common. */
@NullMarked
package dev.naru.query.settings;

import org.jspecify.annotations.NullMarked;
