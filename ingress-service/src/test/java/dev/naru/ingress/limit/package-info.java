@NullMarked
package dev.naru.ingress.limit;

import org.jspecify.annotations.NullMarked;
