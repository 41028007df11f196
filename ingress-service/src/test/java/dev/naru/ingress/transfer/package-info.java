/** Tests of the codes. */
@NullMarked
package dev.naru.ingress.transfer;

import org.jspecify.annotations.NullMarked;
