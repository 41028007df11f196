/** The view as it stands in Redis, and how far it has come. */
@NullMarked
package dev.naru.ingress.view;

import org.jspecify.annotations.NullMarked;
