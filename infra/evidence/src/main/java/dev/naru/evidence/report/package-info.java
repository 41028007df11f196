/** Tells what was found: on the console, and as HTML, Markdown and JSON. */
@NullMarked
package dev.naru.evidence.report;

import org.jspecify.annotations.NullMarked;
