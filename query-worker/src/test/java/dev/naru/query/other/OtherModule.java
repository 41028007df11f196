package dev.naru.query.other;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Configuration;

/** Another module in the same context, with an entity of its own. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = OtherModule.class)
public class OtherModule {

  /** Its entity. */
  @Entity
  public static class Other {
    @Id private long id;

    public long id() {
      return id;
    }
  }
}
