package org.greenzone.cli.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.greenzone.pipeline.jobs.JobMain;

/**
 * Submits a job by its own main, as {@code flink run -d} would; without a jar, since all processes of the cluster have the same class
 * path.
 */
final class JobSubmission {
    private final ClusterFolder folder;
    private final ClusterSettings settings;

    JobSubmission(ClusterFolder folder, ClusterSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** Hands the job to the JobManager and returns. */
    void submit(JobMain job) throws ProgramInvocationException {
        Configuration configuration =
                GlobalConfiguration.loadConfiguration(folder.conf().toString());
        configuration.set(DeploymentOptions.TARGET, "remote");
        configuration.set(DeploymentOptions.ATTACHED, false);
        PackagedProgram program = PackagedProgram.newBuilder()
                .setEntryPointClassName(job.getClass().getName())
                .setConfiguration(configuration)
                .setArguments(words().toArray(String[]::new))
                .build();
        ClientUtils.executeProgram(new DefaultExecutorServiceLoader(), configuration, program, false, false);
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                "--bootstrap-servers",
                settings.bootstrapServers(),
                "--parallelism",
                Integer.toString(settings.parallelism()),
                "--delivery",
                settings.delivery().word()));
        words.addAll(settings.jobWords());
        return words;
    }
}
