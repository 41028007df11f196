/** Tests of the package of the same name. */
@NullMarked
package dev.naru.ingress.view;

import org.jspecify.annotations.NullMarked;
