package io.github.telnyxstream.examples.cluster;

import io.github.telnyxstream.testkit.router.EngineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A real nginx in front of two nodes, with the lines that docs/proxies.md tells. */
final class Proxy {
    private Proxy() {}

    static EngineProcess start(Path folder, int nodeA, int nodeB) throws IOException {
        Path program = EngineProcess.find("nginx").orElse(null);
        Assumptions.assumeTrue(program != null, "nginx is not installed (Debian's package nginx-light)");
        return EngineProcess.start(folder, port -> {
            Path file = folder.resolve("nginx.conf");
            Files.writeString(file, configuration(folder, port, nodeA, nodeB));
            return List.of(program.toString(), "-c", file.toString(), "-p", folder.toString());
        });
    }

    private static String configuration(Path folder, int port, int nodeA, int nodeB) {
        return """
                daemon off;
                master_process off;
                error_log stderr;
                pid %1$s/nginx.pid;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
                  upstream nodes {
                    server 127.0.0.1:%3$d max_fails=0;
                    server 127.0.0.1:%4$d max_fails=0;
                  }
                  map $uri $node {
                    default nodes;
                    ~^/media/a(/|$) 127.0.0.1:%3$d;
                    ~^/media/b(/|$) 127.0.0.1:%4$d;
                  }
                  server {
                    listen 127.0.0.1:%2$d;
                    proxy_http_version 1.1;
                    proxy_set_header Host $host;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection $connection_upgrade;
                    proxy_next_upstream error timeout http_503 non_idempotent;
                    proxy_read_timeout 1h;
                    proxy_send_timeout 1h;
                    proxy_buffering off;
                    location / { proxy_pass http://nodes; }
                    location /media/ { proxy_pass http://$node; }
                  }
                }
                """.formatted(folder, port, nodeA, nodeB);
    }
}
