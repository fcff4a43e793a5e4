/**
 * JSON in and out, the masking of what may not be printed, the naming of calls in logs, and the pools of threads. Not exported: what is public here
 * is for the packages of this module only, which is also why Jackson's types may appear. Nothing that knows a command, an
 * event or a socket belongs here.
 */
@NullMarked
package io.github.telnyxstream.callcontrol.wire;

import org.jspecify.annotations.NullMarked;
