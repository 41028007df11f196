/**
 * WebSockets as the conversation needs them: whole frames in turn, and writes that hold up nobody.
 */
@NullMarked
package dev.naru.ingress.socket;

import org.jspecify.annotations.NullMarked;
