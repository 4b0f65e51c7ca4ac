package org.greenzone.simulator.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.formats.site.SiteCatalogue;

/**
 * Reads scenarios: a YAML file, or one that is built in. The fields are described in the built-in scenario {@code
 * kosmos-1408}.
 */
public final class ScenarioReader {
    /** The scenarios inside the program. */
    public static final List<String> BUILT_IN = List.of("kosmos-1408", "quiet", "iridium-cosmos");

    private static final int LARGEST_FILE_BYTES = 16 << 20;
    private static final double MICROS_PER_DAY = 86_400e6;
    private static final double LONGEST_DAYS = 31;

    private final SiteCatalogue sites;

    /** @param sites radars that a scenario may name by id alone */
    public ScenarioReader(SiteCatalogue sites) {
        this.sites = sites;
    }

    /** A built-in scenario where the name is one, else the file of that name. */
    public Scenario named(String nameOrFile) throws ScenarioException {
        if (BUILT_IN.contains(nameOrFile)) {
            return builtIn(nameOrFile);
        }
        Path file = Path.of(nameOrFile);
        if (!Files.exists(file)) {
            throw new ScenarioException(nameOrFile
                    + ": neither a file nor a built-in scenario; name a file or one of: "
                    + String.join(", ", BUILT_IN));
        }
        return file(file);
    }

    /** A scenario of {@link #BUILT_IN}. */
    public Scenario builtIn(String name) throws ScenarioException {
        String resource = "/org/greenzone/simulator/scenarios/" + name + ".yaml";
        try (InputStream content = ScenarioReader.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new ScenarioException(
                        name + ": no built-in scenario; use one of: " + String.join(", ", BUILT_IN));
            }
            return read(name + ".yaml", content.readAllBytes(), Path.of(""));
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + resource + " cannot be read", e);
        }
    }

    /** A scenario file; the files that it names stand relative to it. */
    public Scenario file(Path file) throws ScenarioException {
        byte[] content;
        try (InputStream stream = Files.newInputStream(file)) {
            content = stream.readNBytes(LARGEST_FILE_BYTES);
        } catch (NoSuchFileException e) {
            throw new ScenarioException(file + ": no such file; check the name");
        } catch (IOException e) {
            throw new ScenarioException(file + ": cannot be read (" + e.getMessage() + ")");
        }
        Path folder = file.toAbsolutePath().getParent();
        return read(file.toString(), content, folder == null ? Path.of("") : folder);
    }

    private Scenario read(String file, byte[] content, Path folder) throws ScenarioException {
        YAMLMapper mapper = new YAMLMapper(YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build());
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        JsonNode root;
        try {
            root = mapper.readTree(content);
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new ScenarioException(file + line + ": not YAML: " + reason + "; correct the line");
        } catch (IOException e) {
            throw new ScenarioException(file + ": cannot be read (" + e.getMessage() + ")");
        }
        YamlFields fields = new YamlFields(file, "", root);
        Scenario scenario = scenario(fields, folder);
        fields.done();
        return scenario;
    }

    private Scenario scenario(YamlFields fields, Path folder) throws ScenarioException {
        fields.text("description", "");
        long start = fields.time("start");
        long end = fields.time("end");
        if (end <= start || end - start > LONGEST_DAYS * MICROS_PER_DAY) {
            throw fields.error("end", "is not within " + (int) LONGEST_DAYS + " days after the start; correct it");
        }
        RadarFields radarFields = new RadarFields(sites);
        List<Radar> radars = new ArrayList<>();
        for (YamlFields radar : fields.mappings("radars")) {
            radars.add(radarFields.read(radar, start, end));
        }
        if (radars.isEmpty()) {
            throw fields.error("radars", "names no radar; add at least one, for example '- id: ksr'");
        }
        List<ScenarioObject> objects = new ArrayList<>();
        for (YamlFields object : fields.mappings("objects")) {
            objects.addAll(ObjectFields.read(object, folder));
        }
        List<Background> backgrounds = new ArrayList<>();
        for (YamlFields background : fields.mappings("background")) {
            backgrounds.add(ObjectFields.background(background));
        }
        Set<String> ids = distinctIds(fields, radars, objects, backgrounds);
        List<Asset> assets = new ArrayList<>();
        for (YamlFields asset : fields.mappings("assets")) {
            assets.add(ObjectFields.asset(asset, ids));
        }
        List<ScenarioBreakup> breakups = new ArrayList<>();
        for (YamlFields breakup : fields.mappings("breakups")) {
            breakups.add(BreakupFields.read(breakup, ids, start, end));
        }
        List<ScenarioManoeuvre> manoeuvres = new ArrayList<>();
        for (YamlFields manoeuvre : fields.mappings("manoeuvres")) {
            manoeuvres.add(EventFields.manoeuvre(manoeuvre, ids, start, end));
        }
        List<Deployment> deployments = new ArrayList<>();
        for (YamlFields deployment : fields.mappings("deployments")) {
            deployments.add(EventFields.deployment(deployment, ids, start, end));
        }
        return new Scenario(
                fields.text("name"),
                fields.integer64("seed", 1),
                start,
                end,
                radars,
                objects,
                backgrounds,
                assets,
                breakups,
                manoeuvres,
                deployments,
                SettingFields.observation(fields.mapping("observation")),
                SettingFields.identification(fields.mapping("identification")),
                SettingFields.catalogueErrors(fields.mapping("catalogueErrors")),
                SettingFields.forces(fields),
                fields.number("truthStepSeconds", 1, 86_400, 3600));
    }

    private static Set<String> distinctIds(
            YamlFields fields, List<Radar> radars, List<ScenarioObject> objects, List<Background> backgrounds)
            throws ScenarioException {
        Set<String> siteIds = new TreeSet<>();
        for (Radar radar : radars) {
            if (!siteIds.add(radar.site().siteId())) {
                throw fields.error("radars", "'" + radar.site().siteId() + "' stands there twice; remove one");
            }
        }
        Set<String> ids = new TreeSet<>();
        for (ScenarioObject object : objects) {
            if (!ids.add(object.objectId())) {
                throw fields.error("objects", "object " + object.objectId() + " stands there twice; remove one");
            }
        }
        for (Background background : backgrounds) {
            for (int i = 0; i < background.count(); i++) {
                String id = Integer.toString(background.firstObjectNumber() + i);
                if (!ids.add(id)) {
                    throw fields.error(
                            "background", "object " + id + " is there already; choose another firstObjectNumber");
                }
            }
        }
        return ids;
    }
}
