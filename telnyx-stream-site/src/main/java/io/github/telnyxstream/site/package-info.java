/**
 * Makes the documentation's static site: each page of Markdown becomes a page of HTML, each source file that a page links to is
 * shown too, and a search looks through all sections in the browser. No request leaves the reader's machine. What the pages say
 * belongs into the pages, not in here.
 */
@NullMarked
package io.github.telnyxstream.site;

import org.jspecify.annotations.NullMarked;
