package org.greenzone.cli.stream;

import java.io.PrintWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.cli.event.EventJson;
import org.greenzone.cli.event.EventText;
import org.greenzone.pipeline.topic.Topic;

/** Prints events, one a line. */
public final class EventPrinter {
    /** Forms of output for events. */
    public enum Format {
        TEXT,
        JSONL
    }

    private final PrintWriter out;
    private final Format format;

    public EventPrinter(PrintWriter out, Format format) {
        this.out = out;
        this.format = format;
    }

    public void print(Topic topic, SpecificRecordBase event) {
        out.println(
                format == Format.JSONL
                        ? EventJson.line(topic.topicName(), event)
                        : EventText.line(topic.topicName(), event));
    }

    public void flush() {
        out.flush();
    }
}
