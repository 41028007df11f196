@NullMarked
package dev.naru.ingress.page;

import org.jspecify.annotations.NullMarked;
