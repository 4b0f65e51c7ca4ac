package org.greenzone.cli.operation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of several processes as one page: the lines of a metric stand together, as Prometheus wants them. A process that is away is left out. */
final class MetricsPages {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String HEAD = "# TYPE ";

    private final List<Integer> ports;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** @param ports of the processes, on loopback */
    MetricsPages(List<Integer> ports) {
        this.ports = List.copyOf(ports);
    }

    String text() {
        List<String> pages = new ArrayList<>();
        for (int port : ports) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                        .timeout(PATIENCE)
                        .build();
                pages.add(client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
            } catch (IOException e) {
                pages.add("");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return merged(pages);
    }

    /** Pages whose metrics each begin with a line of their type. */
    static String merged(List<String> pages) {
        Map<String, List<String>> metrics = new LinkedHashMap<>();
        for (String page : pages) {
            List<String> current = new ArrayList<>();
            for (String line : page.lines().toList()) {
                if (line.startsWith(HEAD)) {
                    current = metrics.computeIfAbsent(line, head -> new ArrayList<>());
                } else {
                    current.add(line);
                }
            }
        }
        StringBuilder text = new StringBuilder();
        metrics.forEach((head, lines) -> {
            text.append(head).append('\n');
            lines.forEach(line -> text.append(line).append('\n'));
        });
        return text.toString();
    }
}
