package org.greenzone.cli.stream;

import java.io.PrintWriter;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.cli.event.EventJson;
import org.greenzone.cli.event.EventText;
import org.greenzone.cli.event.ZoneTimeline;
import org.greenzone.cli.message.EncounterMessages;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.ZoneStatus;

/** Prints events, one a line, and writes those of conjunctions as messages where messages are asked for. */
public final class EventPrinter {
    /** Forms of output for events. */
    public enum Format {
        TEXT,
        JSONL
    }

    private final PrintWriter out;
    private final Format format;
    private final Optional<EncounterMessages> messages;
    private final ZoneTimeline zones = new ZoneTimeline();
    private long heardNanos = System.nanoTime();

    public EventPrinter(PrintWriter out, Format format, Optional<EncounterMessages> messages) {
        this.out = out;
        this.format = format;
        this.messages = messages;
    }

    /** Prints an event; for people, zones as they hold ({@link ZoneTimeline}). */
    public void print(Topic topic, int partition, SpecificRecordBase event) {
        if (event instanceof org.greenzone.schemas.Conjunction conjunction) {
            messages.ifPresent(folder -> folder.take(conjunction));
        }
        if (format == Format.TEXT && event instanceof ZoneStatus status) {
            heardNanos = System.nanoTime();
            zones.status(partition, status).forEach(out::println);
        } else {
            print(topic, event);
        }
    }

    /** A promise in the topic of the zones: event time has come so far. */
    public void promised(Topic topic, int partition, Progress promise) {
        if (format == Format.TEXT && topic == Topic.ZONE_STATUS) {
            heardNanos = System.nanoTime();
            zones.promised(partition, promise).forEach(out::println);
        }
    }

    /** Nothing has come: live, event time goes on with the clock. */
    public void silent() {
        if (format == Format.TEXT) {
            zones.silentFor(System.nanoTime() - heardNanos).forEach(out::println);
        }
    }

    private void print(Topic topic, SpecificRecordBase event) {
        out.println(
                format == Format.JSONL
                        ? EventJson.line(topic.topicName(), event)
                        : EventText.line(topic.topicName(), event));
    }

    public void flush() {
        out.flush();
    }
}
