/**
 * One HTTP client for requests and downloads: what is under way, how it is stopped, tried again and led through proxies. Not
 * exported. What is sent, and what failures are called, lives with those who send.
 */
@NullMarked
package io.github.telnyxstream.callcontrol.http;

import org.jspecify.annotations.NullMarked;
