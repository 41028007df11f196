/** Codes that move a session's place to another device. */
@NullMarked
package dev.naru.ingress.transfer;

import org.jspecify.annotations.NullMarked;
