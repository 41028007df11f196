@NullMarked
package dev.naru.ingress.story;

import org.jspecify.annotations.NullMarked;
