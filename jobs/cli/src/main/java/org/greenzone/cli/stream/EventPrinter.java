package org.greenzone.cli.stream;

import java.io.PrintWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.cli.event.EventJson;
import org.greenzone.cli.event.EventText;
import org.greenzone.pipeline.topic.Topic;

/** Prints events, one a line. */
final class EventPrinter {
    /** Forms of output for events. */
    enum Format {
        TEXT,
        JSONL
    }

    private final PrintWriter out;
    private final Format format;

    EventPrinter(PrintWriter out, Format format) {
        this.out = out;
        this.format = format;
    }

    void print(Topic topic, SpecificRecordBase event) {
        out.println(
                format == Format.JSONL
                        ? EventJson.line(topic.topicName(), event)
                        : EventText.line(topic.topicName(), event));
    }

    void flush() {
        out.flush();
    }
}
