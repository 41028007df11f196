@NullMarked
package dev.naru.embedded;

import org.jspecify.annotations.NullMarked;
