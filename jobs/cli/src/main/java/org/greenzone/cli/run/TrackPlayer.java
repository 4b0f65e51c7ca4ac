package org.greenzone.cli.run;

import java.util.List;
import java.util.function.LongConsumer;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.client.TrackPublisher;

/** Publishes recorded tracks as their sites would have: in event time, with a heartbeat of each site every minute. */
final class TrackPlayer {
    private static final long HEARTBEAT_MICROS = 60_000_000L;

    private final Playback playback;
    private final JobOptions options;
    private final double speed;

    /** @param speed seconds of event time in a second; infinite: as fast as it goes */
    TrackPlayer(Playback playback, JobOptions options, double speed) {
        this.playback = playback;
        this.options = options;
        this.speed = speed;
    }

    /**
     * The last promise of all sites: so long after the end that the window of the last track is closed when it holds.
     */
    long lastPromiseMicros() {
        return options.windowStart(playback.endMicros()) + 2 * options.windowMicros();
    }

    /** The catalogue at the start, which the first window sees. */
    void publishSeeds(TrackPublisher publisher) {
        long known = options.windowStart(playback.startMicros()) - options.windowMicros() - options.lagMicros();
        playback.seeds().forEach(seed -> publisher.publish(seed.withAvailable(known)));
        publisher.seedComplete(playback.startMicros());
        publisher.flush();
    }

    /**
     * Publishes all tracks; returns when the broker has them.
     *
     * @param progress told the event time that is reached
     */
    void play(TrackPublisher publisher, LongConsumer progress) throws InterruptedException {
        List<String> siteIds = playback.sites().stream().map(Site::siteId).toList();
        long began = System.nanoTime();
        long heartbeat = playback.startMicros();
        publisher.heartbeats(siteIds, heartbeat);
        for (Track track : playback.tracks()) {
            while (heartbeat + HEARTBEAT_MICROS <= track.endMicros()) {
                heartbeat += HEARTBEAT_MICROS;
                waitFor(heartbeat, began);
                publisher.heartbeats(siteIds, heartbeat);
                progress.accept(heartbeat);
            }
            waitFor(track.endMicros(), began);
            publisher.publish(track);
        }
        waitFor(playback.endMicros(), began);
        publisher.heartbeats(siteIds, lastPromiseMicros());
        publisher.flush();
        progress.accept(playback.endMicros());
    }

    private void waitFor(long eventMicros, long beganNanos) throws InterruptedException {
        if (Double.isInfinite(speed)) {
            return;
        }
        double due = (eventMicros - playback.startMicros()) * 1e3 / speed;
        long wait = (long) (due - (System.nanoTime() - beganNanos));
        if (wait > 0) {
            Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        }
    }
}
