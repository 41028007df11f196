/** What people see, in a real browser against a Naru in a process of its own. */
@NullMarked
package dev.naru.browser;

import org.jspecify.annotations.NullMarked;
