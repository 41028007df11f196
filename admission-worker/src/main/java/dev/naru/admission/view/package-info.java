/**
 * The view in Redis: what changed is written behind a stamp after each commit, and all of it again
 * when it was lost.
 */
@NullMarked
package dev.naru.admission.view;

import org.jspecify.annotations.NullMarked;
