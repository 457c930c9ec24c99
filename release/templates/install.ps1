# Installs nu_plugin_aws @VERSION@ into %LOCALAPPDATA%\nu_plugin_aws, and changes nothing else.
#
#   NU_PLUGIN_AWS_INSTALL_DIR   installs into this folder
#   NU_PLUGIN_AWS_DOWNLOAD_URL  fetches the archive from this folder instead of
#                               @URL@

# A function, so that nothing runs if the script arrives incomplete.
function Install-NuPluginAws {
    $ErrorActionPreference = 'Stop'
    # PowerShell 5 draws the progress so often that a download takes minutes, and may not offer TLS 1.2.
    $ProgressPreference = 'SilentlyContinue'
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

    $expected = '@SHA256 x86_64-pc-windows-msvc@'
    if (-not $expected) { throw 'there is no build for Windows: cargo install nu_plugin_aws --locked' }
    $url = if ($env:NU_PLUGIN_AWS_DOWNLOAD_URL) { $env:NU_PLUGIN_AWS_DOWNLOAD_URL } else { '@URL@' }
    $folder = if ($env:NU_PLUGIN_AWS_INSTALL_DIR) { $env:NU_PLUGIN_AWS_INSTALL_DIR } else { Join-Path $env:LOCALAPPDATA 'nu_plugin_aws' }
    $name = 'nu_plugin_aws-@VERSION@-x86_64-pc-windows-msvc'
    $work = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
    New-Item -ItemType Directory -Path $work | Out-Null
    try {
        $archive = Join-Path $work "$name.zip"
        Invoke-WebRequest -UseBasicParsing -Uri "$url/$name.zip" -OutFile $archive
        $actual = (Get-FileHash -Algorithm SHA256 -LiteralPath $archive).Hash
        if ($actual -ne $expected) { throw "$name.zip is not the file that was released: its checksum is $actual" }
        Expand-Archive -LiteralPath $archive -DestinationPath $work
        New-Item -ItemType Directory -Force -Path $folder | Out-Null
        $plugin = Join-Path (Resolve-Path -LiteralPath $folder).ProviderPath 'nu_plugin_aws.exe'
        # Windows can rename the file of a running program, but not replace it.
        if (Test-Path -LiteralPath $plugin) {
            Remove-Item -Force -ErrorAction SilentlyContinue -LiteralPath "$plugin.old"
            Move-Item -LiteralPath $plugin -Destination "$plugin.old"
        }
        Move-Item -LiteralPath (Join-Path $work "$name\nu_plugin_aws.exe") -Destination $plugin
    } finally {
        Remove-Item -Recurse -Force -LiteralPath $work
    }

    Write-Output 'Installed nu_plugin_aws @VERSION@. Run in Nushell, one line after the other:' ''
    $path = if ($plugin.Contains("'")) { "r#'$plugin'#" } else { "'$plugin'" }
    Write-Output "    plugin add $path" '    plugin use aws'
}

Install-NuPluginAws
