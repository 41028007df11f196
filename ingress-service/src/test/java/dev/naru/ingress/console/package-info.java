/** Tests of the operators' console. */
@NullMarked
package dev.naru.ingress.console;

import org.jspecify.annotations.NullMarked;
