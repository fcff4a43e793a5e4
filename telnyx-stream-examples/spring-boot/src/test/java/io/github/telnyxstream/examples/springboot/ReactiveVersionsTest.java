package io.github.telnyxstream.examples.springboot;

import io.github.telnyxstream.spring.boot.test.TelnyxStreamTest;

@TelnyxStreamTest(
        properties = {
            "spring.main.web-application-type=reactive",
            "management.endpoint.health.show-components=always",
            "spring.threads.virtual.enabled=true"
        })
class ReactiveVersionsTest extends ManagedVersions {}
