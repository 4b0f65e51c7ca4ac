package org.greenzone.cli.cluster;

import java.io.IOException;
import java.nio.file.Path;
import org.greenzone.cli.embedded.EmbeddedBroker;

/** The broker in a process of its own: the same as the one of {@code run}. Words: folder, port of clients, port of its controller. */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] words) throws IOException {
        EmbeddedBroker broker =
                EmbeddedBroker.start(Path.of(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
        broker.await();
    }
}
