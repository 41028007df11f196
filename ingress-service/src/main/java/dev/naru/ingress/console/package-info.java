/** The operators' console: static files; what it shows comes over the operators' API. */
@NullMarked
package dev.naru.ingress.console;

import org.jspecify.annotations.NullMarked;
