package io.github.telnyxstream.examples.springboot3;

import io.github.telnyxstream.spring.boot.test.TelnyxStreamTest;

@TelnyxStreamTest(
        properties = {
            "spring.main.web-application-type=servlet",
            "management.endpoint.health.show-components=always",
            "spring.threads.virtual.enabled=true"
        })
class ServletVersionsTest extends ManagedVersions {}
