package org.gatehouse.keymanager.site;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The key manager alone, as the server starts it with all others.
 */
@SpringBootApplication
class KeyManagerSite {

}
