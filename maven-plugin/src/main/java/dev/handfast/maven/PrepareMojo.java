package dev.handfast.maven;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Puts what a JVM must be started with to explore schedules into a property, for Surefire: <code>
 * &lt;argLine&gt;@{handfast.argLine}&lt;/argLine&gt;</code>.
 */
@Mojo(name = "prepare", defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public final class PrepareMojo extends AbstractMojo {
  /** The JDK has no public way to choose whose turn it is; and keeps no list of all threads. */
  static final String ARGUMENTS =
      "--add-opens=java.base/java.lang=ALL-UNNAMED -Djdk.trackAllThreads=false";

  /** The property; what it holds already stays in front. */
  @Parameter(property = "handfast.propertyName", defaultValue = "handfast.argLine")
  private String propertyName = "";

  /** Set by Maven. */
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project = new MavenProject();

  /** Created by Maven. */
  public PrepareMojo() {}

  @Override
  public void execute() {
    String before = project.getProperties().getProperty(propertyName, "");
    String all = (before + " " + ARGUMENTS).strip();
    project.getProperties().setProperty(propertyName, all);
    getLog().info(propertyName + " set to " + all);
  }
}
