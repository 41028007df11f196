@NullMarked
package dev.naru.admission.snapshot;

import org.jspecify.annotations.NullMarked;
