/** The pages that people see: static files, and one page for those without scripts. */
@NullMarked
package dev.naru.ingress.page;

import org.jspecify.annotations.NullMarked;
