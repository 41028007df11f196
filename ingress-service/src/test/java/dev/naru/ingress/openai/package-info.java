@NullMarked
package dev.naru.ingress.openai;

import org.jspecify.annotations.NullMarked;
