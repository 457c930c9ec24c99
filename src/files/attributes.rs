//! What a new file takes over from the one that it replaces: owner, extended attributes, ACL and mode.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Gives a new file the attributes of an old one. The mode comes last, because an ACL changes it.
///
/// # Errors
///
/// If the new file would lose the owner, the ACL or an attribute of the user.
pub(super) fn adopt(new: &File, old: &Path, metadata: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let owner = |metadata: &Metadata| (metadata.uid(), metadata.gid());
        if owner(&new.metadata()?) != owner(metadata) {
            fchown(new, Some(metadata.uid()), Some(metadata.gid()))?;
        }
        extended::adopt(new, old)?;
    }
    new.set_permissions(metadata.permissions())
}

#[cfg(unix)]
mod extended {
    use std::ffi::OsStr;
    use std::fs::File;
    use std::io;
    use std::path::Path;

    use xattr::FileExt;

    use crate::files::lock::is_unsupported;

    /// The attribute of Linux that has the POSIX ACL.
    const ACL: &str = "system.posix_acl_access";

    /// Gives a new file the extended attributes of an old one.
    pub(super) fn adopt(new: &File, old: &Path) -> io::Result<()> {
        let names: Vec<_> = match xattr::list(old) {
            // The file system has none.
            Err(error) if is_unsupported(&error) => return Ok(()),
            names => names?.collect(),
        };
        // The default ACL of the folder, which would let more users in than before.
        if !names.iter().any(|name| name == ACL) && new.list_xattr()?.any(|name| name == ACL) {
            new.remove_xattr(ACL)?;
        }
        for name in names {
            let Some(value) = xattr::get(old, &name)? else { continue };
            let copied = new.set_xattr(&name, &value);
            if is_of_user(&name) {
                copied.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", name.display())))?;
            }
        }
        Ok(())
    }

    /// Whether an attribute must stay. The others are the system's, such as labels of SELinux, and many may only be set by
    /// the system itself.
    fn is_of_user(name: &OsStr) -> bool {
        name == ACL || name.as_encoded_bytes().starts_with(b"user.")
    }
}
