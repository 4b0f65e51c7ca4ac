package org.greenzone.cli.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.greenzone.pipeline.jobs.JobMain;

/**
 * Submits a job by its own main, as {@code flink run -d} would; without a jar, since all processes of the cluster have the same class
 * path.
 */
final class JobSubmission {
    private final Configuration cluster;
    private final List<String> words;

    private JobSubmission(Configuration cluster, List<String> words) {
        this.cluster = cluster;
        this.words = List.copyOf(words);
    }

    /** To a cluster on this machine; who leads it stands where its configuration says. */
    static JobSubmission of(ClusterFolder folder, ClusterSettings settings) {
        List<String> words = new ArrayList<>(List.of(
                "--bootstrap-servers",
                settings.bootstrapServers(),
                "--parallelism",
                Integer.toString(settings.parallelism()),
                "--delivery",
                settings.delivery().word()));
        words.addAll(settings.jobWords());
        return new JobSubmission(
                GlobalConfiguration.loadConfiguration(folder.conf().toString()), words);
    }

    /** To the JobManager there, with these words for the main of each job. */
    static JobSubmission to(String host, int restPort, List<String> words) {
        Configuration cluster = new Configuration();
        cluster.set(RestOptions.ADDRESS, host);
        cluster.set(RestOptions.PORT, restPort);
        return new JobSubmission(cluster, words);
    }

    /** Hands the job to the JobManager and returns. */
    void submit(JobMain job) throws ProgramInvocationException {
        Configuration configuration = new Configuration(cluster);
        configuration.set(DeploymentOptions.TARGET, "remote");
        configuration.set(DeploymentOptions.ATTACHED, false);
        PackagedProgram program = PackagedProgram.newBuilder()
                .setEntryPointClassName(job.getClass().getName())
                .setConfiguration(configuration)
                .setArguments(words.toArray(String[]::new))
                .build();
        ClientUtils.executeProgram(new DefaultExecutorServiceLoader(), configuration, program, false, false);
    }
}
