class NuPluginAws < Formula
  desc "@DESCRIPTION@"
  homepage "@REPOSITORY@"
  version "@VERSION@"
  license "MIT"

  on_macos do
    on_arm do
      url "@URL@/nu_plugin_aws-@VERSION@-aarch64-apple-darwin.tar.gz"
      sha256 "@SHA256 aarch64-apple-darwin@"
    end
    on_intel do
      url "@URL@/nu_plugin_aws-@VERSION@-x86_64-apple-darwin.tar.gz"
      sha256 "@SHA256 x86_64-apple-darwin@"
    end
  end

  on_linux do
    on_arm do
      url "@URL@/nu_plugin_aws-@VERSION@-aarch64-unknown-linux-gnu.tar.gz"
      sha256 "@SHA256 aarch64-unknown-linux-gnu@"
    end
    on_intel do
      url "@URL@/nu_plugin_aws-@VERSION@-x86_64-unknown-linux-gnu.tar.gz"
      sha256 "@SHA256 x86_64-unknown-linux-gnu@"
    end
  end

  def install
    bin.install "nu_plugin_aws"
    doc.install "CHANGELOG.md", "README.md", "THIRD-PARTY.txt", "nu_plugin_aws.cdx.json"
  end

  def caveats
    <<~TEXT
      Run these two lines in Nushell, one after the other:

          plugin add #{opt_bin}/nu_plugin_aws
          plugin use aws
    TEXT
  end

  test do
    assert_match "aws ec2 instances", shell_output("#{bin}/nu_plugin_aws --help")
  end
end
