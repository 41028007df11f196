/** Commands on their way into the log: the only place that touches a producer. */
@NullMarked
package dev.naru.ingress.submit;

import org.jspecify.annotations.NullMarked;
