package org.greenzone.cli.run;

import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.input.Recording;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.client.TrackPublisher;

/** Publishes recorded tracks as their sites would have, and messages of others as they came: in event time, with a heartbeat every minute of each site that is there. */
public final class TrackPlayer {
    private static final long HEARTBEAT_MICROS = 60_000_000L;

    private final Recording recording;
    private final JobOptions options;
    private final double speed;
    private Set<String> published = Set.of();
    private int messagesPublished;

    /** @param speed seconds of event time in a second; infinite: as fast as it goes */
    public TrackPlayer(Recording recording, JobOptions options, double speed) {
        this.recording = recording;
        this.options = options;
        this.speed = speed;
    }

    /** Goes on where another player was killed: these tracks are in the topic. */
    void skip(Set<String> trackIds) {
        published = Set.copyOf(trackIds);
    }

    /**
     * The last promise of all sites: so long after the end that the window of the last track is closed when it holds.
     */
    public long lastPromiseMicros() {
        return options.windowStart(recording.endMicros()) + 2 * options.windowMicros();
    }

    /** The catalogue at the start, which the first window sees. */
    public void publishSeeds(TrackPublisher publisher) {
        recording.seedsKnownInTime(options).forEach(publisher::publish);
        publisher.seedComplete(recording.startMicros());
        publisher.flush();
    }

    /** Publishes all tracks; returns when the broker has them. */
    public void play(TrackPublisher publisher) throws InterruptedException {
        play(publisher, reached -> {});
    }

    /** As {@link #play(TrackPublisher)}; after each round of heartbeats {@code after} is told their event time. */
    public void play(TrackPublisher publisher, LongConsumer after) throws InterruptedException {
        long began = System.nanoTime();
        long heartbeat = recording.startMicros();
        publishMessages(publisher, heartbeat);
        publisher.heartbeats(recording.siteIdsAt(heartbeat), heartbeat);
        for (Track track : recording.tracks()) {
            heartbeat = beat(publisher, after, heartbeat, track.endMicros(), began);
            waitFor(track.endMicros(), began);
            if (!published.contains(track.trackId())) {
                publisher.publish(track);
            }
        }
        beat(publisher, after, heartbeat, recording.endMicros(), began);
        waitFor(recording.endMicros(), began);
        publishMessages(publisher, lastPromiseMicros());
        publisher.heartbeats(siteIds(), lastPromiseMicros());
        publisher.flush();
    }

    /**
     * Messages that count before an instant. They are in their topic before any site promises it, so that no job has come so far when they are read: they count when they are to.
     */
    private void publishMessages(TrackPublisher publisher, long beforeMicros) {
        int before = messagesPublished;
        while (messagesPublished < recording.messages().size()
                && recording.messages().get(messagesPublished).receivedMicros() < beforeMicros) {
            publisher.publish(recording.messages().get(messagesPublished));
            messagesPublished++;
        }
        if (messagesPublished > before) {
            publisher.flush();
        }
    }

    /** Heartbeats, each when its time has come, up to an instant; gives the time of the last. */
    private long beat(TrackPublisher publisher, LongConsumer after, long last, long untilMicros, long beganNanos)
            throws InterruptedException {
        long heartbeat = last;
        while (heartbeat + HEARTBEAT_MICROS <= untilMicros) {
            heartbeat += HEARTBEAT_MICROS;
            waitFor(heartbeat, beganNanos);
            publishMessages(publisher, heartbeat);
            publisher.heartbeats(recording.siteIdsAt(heartbeat), heartbeat);
            after.accept(heartbeat);
        }
        return heartbeat;
    }

    private List<String> siteIds() {
        return recording.sites().stream().map(Site::siteId).toList();
    }

    private void waitFor(long eventMicros, long beganNanos) throws InterruptedException {
        if (Double.isInfinite(speed)) {
            return;
        }
        double due = (eventMicros - recording.startMicros()) * 1e3 / speed;
        long wait = (long) (due - (System.nanoTime() - beganNanos));
        if (wait > 0) {
            Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        }
    }
}
