@NullMarked
package dev.naru.admission.retention;

import org.jspecify.annotations.NullMarked;
