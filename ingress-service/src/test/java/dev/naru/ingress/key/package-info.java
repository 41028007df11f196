@NullMarked
package dev.naru.ingress.key;

import org.jspecify.annotations.NullMarked;
