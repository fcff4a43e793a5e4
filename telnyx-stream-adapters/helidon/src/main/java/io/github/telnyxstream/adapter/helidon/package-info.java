/**
 * Streams on Helidon 4: an upgrader that is put into its HTTP/1 connections. What belongs here is translation between
 * Helidon's API and the transport SPI; nothing here knows audio or the messages of Telnyx.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.adapter.helidon;

import org.jspecify.annotations.NullMarked;
