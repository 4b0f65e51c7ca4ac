package org.greenzone.cli.operation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the jobs are, by what their JobManager says of them. A job that does not run, or whose newest checkpoint failed, makes the installation degraded;
 * one that has ended makes it failed: a job of a stream never ends by itself.
 */
public final class JobsHealth {
    private final FlinkRest rest;
    private final List<String> expected;

    /** @param expected names of the jobs that there should be */
    public JobsHealth(FlinkRest rest, List<String> expected) {
        this.rest = rest;
        this.expected = List.copyOf(expected);
    }

    /** Asks the JobManager. */
    public Health look() throws IOException, InterruptedException {
        Map<String, FlinkRest.Job> jobs = rest.jobs();
        List<String> ended = new ArrayList<>();
        List<String> troubled = new ArrayList<>();
        List<String> beginning = new ArrayList<>();
        for (String name : expected) {
            FlinkRest.Job job = jobs.get(name);
            if (job == null) {
                beginning.add(name + " is not submitted");
            } else if (job.isEnded()) {
                ended.add(name + " has ended: " + job.state());
            } else {
                FlinkRest.Checkpoints checkpoints = rest.checkpoints(job.id());
                boolean began = checkpoints.completed() + checkpoints.restored() > 0;
                if (!checkpoints.failure().isEmpty()) {
                    troubled.add("checkpoints of " + name + " fail: " + firstLine(checkpoints.failure()));
                }
                if (!job.isRunning()) {
                    (began ? troubled : beginning)
                            .add(name + " is " + job.state() + ", " + job.runningTasks() + " of " + job.tasks()
                                    + " tasks run");
                } else if (!began) {
                    beginning.add(name + " has no checkpoint yet");
                }
            }
        }
        List<String> reasons = new ArrayList<>(ended);
        reasons.addAll(troubled);
        reasons.addAll(beginning);
        Health.State state =
                !ended.isEmpty() ? Health.State.FAILED : !troubled.isEmpty() ? Health.State.DEGRADED : Health.State.UP;
        return new Health(state, ended.isEmpty() && beginning.isEmpty() && allRun(jobs), reasons);
    }

    private boolean allRun(Map<String, FlinkRest.Job> jobs) {
        return expected.stream().allMatch(name -> {
            FlinkRest.Job job = jobs.get(name);
            return job != null && job.isRunning();
        });
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }
}
