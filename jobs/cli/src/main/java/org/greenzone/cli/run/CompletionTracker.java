package org.greenzone.cli.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.jobs.JobName;
import org.greenzone.pipeline.topic.Topic;

/**
 * How far the jobs have come, from the promises in their topics: done when each job has promised in each partition that
 * it writes that all up to the end is there.
 */
public final class CompletionTracker {
    /** What a job writes. */
    private static final Map<Topic, List<JobName>> WRITERS = Map.of(
            Topic.ASSOCIATIONS, List.of(JobName.CORRELATE_TRACKS),
            Topic.REJECTED_TRACKS,
                    List.of(JobName.CORRELATE_TRACKS, JobName.DETERMINE_ORBITS, JobName.SCREEN_CONJUNCTIONS),
            Topic.ORBITS, List.of(JobName.DETERMINE_ORBITS),
            Topic.MANOEUVRES, List.of(JobName.DETERMINE_ORBITS),
            Topic.CONJUNCTIONS, List.of(JobName.SCREEN_CONJUNCTIONS),
            Topic.BREAKUPS, List.of(JobName.DETECT_BREAKUPS),
            Topic.PASSAGES, List.of(JobName.PREDICT_PASSAGES),
            Topic.ZONE_STATUS, List.of(JobName.ASSESS_ZONES),
            Topic.ADVICE, List.of(JobName.ASSESS_ZONES));

    private record Writer(Topic topic, int partition, String job, int index) {}

    private final Map<Writer, Long> promises = new HashMap<>();
    private final Map<Writer, Integer> copies = new HashMap<>();
    private final int expected;

    /**
     * @param topics topics that are watched
     * @param partitions number of partitions of each topic
     * @param parallelism number of copies of each writer
     */
    public CompletionTracker(List<Topic> topics, Map<Topic, Integer> partitions, int parallelism) {
        int sum = 0;
        for (Topic topic : topics) {
            sum += WRITERS.getOrDefault(topic, List.of()).size() * partitions.getOrDefault(topic, 0) * parallelism;
        }
        expected = sum;
    }

    /** Takes a promise. A job that goes on with another number of copies promises anew with all of them. */
    public void promised(Topic topic, int partition, Progress progress) {
        Integer before = copies.put(new Writer(topic, partition, progress.source(), 0), progress.count());
        if (before != null && before != progress.count()) {
            promises.keySet()
                    .removeIf(w -> w.topic() == topic
                            && w.partition() == partition
                            && w.job().equals(progress.source()));
        }
        promises.merge(
                new Writer(topic, partition, progress.source(), progress.index()),
                progress.completeUntilMicros(),
                Math::max);
    }

    /** Event time up to which all is there; {@code Long.MIN_VALUE} until all writers have spoken. */
    public long completeUntilMicros() {
        long least = Long.MAX_VALUE;
        int jobs = 0;
        for (Map.Entry<Writer, Long> entry : promises.entrySet()) {
            if (isJob(entry.getKey().job())) {
                jobs++;
                least = Math.min(least, entry.getValue());
            }
        }
        return jobs < expected ? Long.MIN_VALUE : least;
    }

    private static boolean isJob(String source) {
        for (JobName job : JobName.values()) {
            if (job.jobName().equals(source)) {
                return true;
            }
        }
        return false;
    }
}
