/**
 * The HTTP server of the simulated API: authentication, recording, scripted faults, the shape of answers. What a command
 * does to a call does not belong here.
 */
@NullMarked
package io.github.telnyxstream.testkit.simulator.rest;

import org.jspecify.annotations.NullMarked;
