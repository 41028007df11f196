/** The admission worker: decides every command of its partitions in order, and keeps the view. */
@NullMarked
package dev.naru.admission;

import org.jspecify.annotations.NullMarked;
