/** The smallest application that uses every module of the library from a module of its own. */
package io.github.telnyxstream.examples.modular;
