/**
 * Speech to text without a network: Sphinx4 with a grammar of phrases.
 *
 * <p>Belongs here: what makes Sphinx usable on telephone audio. Does not belong here: what is answered to a phrase.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.agent.sphinx;

import org.jspecify.annotations.NullMarked;
