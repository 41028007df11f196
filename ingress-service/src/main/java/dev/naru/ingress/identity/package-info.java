/** Who a caller is: session tokens, admission tokens and the keys that sign them. */
@NullMarked
package dev.naru.ingress.identity;

import org.jspecify.annotations.NullMarked;
