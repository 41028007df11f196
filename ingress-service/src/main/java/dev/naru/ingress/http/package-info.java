/** Controllers, what they read and what they answer; every error is a problem object. */
@NullMarked
package dev.naru.ingress.http;

import org.jspecify.annotations.NullMarked;
